/** What the seeded messages are made of: words as people write them, the frequent ones first. */
export const english =
  `the river and letter of morning is to answer in question that model with token a ferry for summer was count window before
  list on sentence early post nobody knows this while pay running again table value point name code error after database
  query index slow fast memory server client browser page button colour theme language translate rewrite shorter longer
  email colleague manager meeting agenda summary report budget quarter invoice customer delivery warehouse supplier contract
  clause signature deadline planning recipe flour butter oven garden tomato weather forecast train ticket station museum
  painting history century revolution empire science physics energy particle gravity biology cell protein vaccine doctor
  symptom medicine exercise muscle sleep dream psychology behaviour child school teacher homework mathematics fraction
  equation geometry triangle probability statistics average variance python typescript function variable compiler loop
  recursion algorithm sorting network protocol packet firewall password security certificate backup restore migration`.split(
    /\s+/,
  );

export const french =
  `le rivière et lettre de matin est à réponse dans question que modèle avec jeton un bac pour été était compter fenêtre avant
  liste sur phrase tôt courrier personne sait cela pendant payer courir encore tableau valeur point nom code erreur après
  requête lenteur rapidité mémoire serveur navigateur bouton couleur thème langue traduire réécrire plus court collègue réunion
  résumé rapport trimestre facture cliente livraison entrepôt fournisseur contrat échéance préparation recette farine beurre
  four jardin tomate météo prévision gare musée peinture histoire siècle révolution énergie gravité biologie cellule protéine
  médecin symptôme médicament muscle sommeil rêve comportement enfant école élève devoirs mathématiques équation géométrie
  probabilité moyenne écart fonction variable boucle récursivité réseau protocole pare-feu sécurité sauvegarde où ça déjà
  forêt hôtel château naïf cœur œuvre garçon leçon français mangé chanté arrivée prévu`.split(/\s+/);

/** Of three of these a rare word is made; there are 8,000 of them, and each message has one. */
export const syllables = "ka ro li te mu ba ne so vi du pe ga lo mi ra tu zo fe ni co".split(" ");
