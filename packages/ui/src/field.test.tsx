import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Field } from "./field.tsx";
import { Input } from "./input.tsx";

const attribute = (html: string, element: string, name: string) =>
  new RegExp(`<${element}[^>]* ${name}="([^"]*)"`).exec(html)?.[1];

it("ties label, hint and error to the control inside", () => {
  const html = renderToStaticMarkup(
    <Field label="Password" hint="At least 8 characters" error="Too short" required>
      <Input type="password" />
    </Field>,
  );
  expect(attribute(html, "label", "for")).toBe(attribute(html, "input", "id"));
  const described = attribute(html, "input", "aria-describedby")?.split(" ") ?? [];
  expect(described).toHaveLength(2);
  for (const id of described) expect(html).toContain(`<p id="${id}"`);
  expect(attribute(html, "input", "aria-invalid")).toBe("true");
  expect(attribute(html, "input", "aria-required")).toBe("true");
});

it("says nothing of hints and errors that are not there", () => {
  const html = renderToStaticMarkup(
    <Field label="Name">
      <Input />
    </Field>,
  );
  expect(html).not.toMatch(/ aria-(?:describedby|invalid|required)="/);
});
