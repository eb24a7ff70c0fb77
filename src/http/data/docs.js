"use strict";

// The documentation page: everything on it comes from /api/openapi.json.

const element = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};

/** A sentence of the document: `name` in it is code. */
const sentence = (text) =>
  text.split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part));

const methods = ["get", "post", "put", "patch", "delete"];

const operationsOf = (api) =>
  Object.entries(api.paths).flatMap(([path, item]) =>
    methods.filter((method) => item[method]).map((method) => ({ path, method, ...item[method] })));

const lastPart = (reference) => reference.split("/").pop();

/** A type in a few words: `[Deal]`, `text or null`, `lead | open`. */
const typeText = (schema) => {
  if (schema.$ref) return lastPart(schema.$ref);
  if (schema.anyOf) return schema.anyOf.map(typeText).join(" or ");
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.type === "array") return `[${typeText(schema.items)}]`;
  if (schema.type === "object" && schema.additionalProperties)
    return `{name: ${typeText(schema.additionalProperties)}}`;
  return schema.format ?? schema.type ?? "any value";
};

const limitsText = (schema) => {
  const words = { minLength: "at least", maxLength: "at most", minimum: "from", maximum: "to", minItems: "at least", maxItems: "at most" };
  return Object.entries(words)
    .filter(([key]) => schema[key] !== undefined)
    .map(([key, word]) => `${word} ${schema[key]}`)
    .join(", ");
};

const typeNode = (schema) => {
  const text = typeText(schema);
  const name = (schema.$ref ?? schema.items?.$ref ?? schema.anyOf?.find((s) => s.$ref)?.$ref) || "";
  const node = element("code", {}, text);
  return name ? element("a", { href: `#type-${lastPart(name)}` }, node) : node;
};

const table = (heads, rows) =>
  element("table", {},
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...rows.map((cells) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell))))));

const fieldsTable = (schema) =>
  table(["Name", "Type", "About"], Object.entries(schema.properties ?? {}).map(([name, field]) => [
    element("code", {}, name + (schema.required?.includes(name) ? "" : "?")),
    typeNode(field),
    [field.description, limitsText(field)].filter(Boolean).join("; "),
  ]));

const bodyNodes = (title, content) => {
  const [type, { schema }] = Object.entries(content)[0];
  return [element("h4", {}, title), element("p", {}, typeNode(schema), element("span", { class: "quiet" }, ` ${type}`))];
};

const operationNode = (operation) => {
  const article = element("article", { id: operation.operationId },
    element("h3", {}, element("span", { class: "method" }, operation.method.toUpperCase()), operation.path),
    element("p", {}, operation.summary, ...sentence(operation.description ? ". " + operation.description : "")));
  if (operation.security.length === 0) article.append(element("p", { class: "quiet" }, "Open to everybody."));
  if (operation.parameters.length > 0)
    article.append(element("h4", {}, "Parameters"), table(["Name", "In", "Type", "About"],
      operation.parameters.map((parameter) => [
        element("code", {}, parameter.name + (parameter.required ? "" : "?")),
        parameter.in,
        typeNode(parameter.schema),
        parameter.description ?? "",
      ])));
  if (operation.requestBody) article.append(...bodyNodes("Body", operation.requestBody.content));
  article.append(element("h4", {}, "Answers"), table(["Status", "Type", "About"],
    Object.entries(operation.responses).map(([status, answer]) => {
      const content = answer.content && Object.values(answer.content)[0];
      return [status, content ? typeNode(content.schema) : "", answer.description];
    })));
  return article;
};

const typeArticle = ([name, schema]) => {
  const article = element("article", { id: `type-${name}` }, element("h3", {}, name));
  if (schema.description) article.append(element("p", {}, schema.description));
  article.append(schema.properties ? fieldsTable(schema) : element("p", {}, element("code", {}, typeText(schema))));
  return article;
};

const statuses = {
  400: "The request is not well-formed: its JSON, its address or its headers.",
  401: "Nobody is signed in.",
  403: "It is known who asks, and they may not.",
  404: "There is no such thing, or not for who asks.",
  409: "The thing has changed meanwhile, or its state does not allow it. Read it again.",
  412: "If-Match names another state than the present one. Read it again.",
  413: "Larger than a stated limit.",
  415: "The body has another type than the operation takes.",
  422: "Well-formed, but wrong: the faults say where and how to mend it.",
  428: "The operation needs If-Match.",
  429: "Too many requests; Retry-After says how long to wait.",
  500: "A defect of the server; the request_id finds it in the log.",
  503: "The server has too much to do, or cannot reach its database; try again.",
};

const statusArticle = ([status, text]) =>
  element("article", { id: `status-${status}` }, element("h3", {}, status), element("p", {}, text));

const show = (api, wanted) => {
  const word = wanted.trim().toLowerCase();
  const fits = (operation) => `${operation.method} ${operation.path} ${operation.summary}`.toLowerCase().includes(word);
  const operations = operationsOf(api).filter(fits);
  const contents = [], articles = [];
  for (const tag of api.tags.map(({ name }) => name)) {
    const own = operations.filter((operation) => operation.tags.includes(tag));
    if (own.length === 0) continue;
    contents.push(element("h2", {}, tag), element("ul", {}, ...own.map((operation) =>
      element("li", {}, element("a", { href: `#${operation.operationId}` }, operation.summary)))));
    articles.push(element("h2", {}, tag), ...own.map(operationNode));
  }
  if (articles.length === 0) articles.push(element("p", {}, "No operation fits."));
  articles.push(element("h2", {}, "Types"), ...Object.entries(api.components.schemas).map(typeArticle));
  articles.push(element("h2", {}, "Errors"), ...Object.entries(statuses).map(statusArticle));
  document.getElementById("contents").replaceChildren(...contents);
  document.getElementById("content").replaceChildren(...articles);
};

const start = async () => {
  const content = document.getElementById("content");
  try {
    const answer = await fetch("/api/openapi.json");
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    const api = await answer.json();
    document.getElementById("about").textContent = `Version ${api.info.version}. ${api.info.description}`;
    const search = document.getElementById("search");
    search.addEventListener("input", () => show(api, search.value));
    show(api, "");
    if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  } catch (error) {
    content.replaceChildren(element("p", {}, `The document could not be read: ${error.message}.`));
  }
};

start();
