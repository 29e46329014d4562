import makeEmptyDatabase from "@causerie/e2e/fixtures/empty-database";

/** The database that every server of the suite begins with: to make one anew takes seconds. */
export default makeEmptyDatabase;
