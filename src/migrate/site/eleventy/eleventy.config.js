// Posts in posts/, pages in pages/, files that are published as they stand in public/.
import markdownIt from "markdown-it";
import footnote from "markdown-it-footnote";

const byDay = (a, b) =>
  String(b.data.date ?? "").localeCompare(String(a.data.date ?? "")) ||
  a.inputPath.localeCompare(b.inputPath);

export default function (config) {
  // The posts are CommonMark with footnotes; what Markdown has no marks for is HTML.
  config.setLibrary("md", markdownIt({ html: true, typographer: false }).use(footnote));
  config.addPassthroughCopy({ public: "/" });
  config.addPreprocessor("drafts", "md", (data) =>
    data.draft && process.env.ELEVENTY_RUN_MODE === "build" ? false : undefined,
  );
  const posts = (api) => api.getFilteredByGlob("posts/*.md").sort(byDay);
  config.addCollection("blogPosts", posts);
  config.addCollection("blogPages", (api) => api.getFilteredByGlob("pages/*.md"));
  // A Map, since a label may be any word.
  config.addCollection("blogLabels", (api) => {
    const labels = new Map();
    for (const post of posts(api)) {
      for (const label of post.data.labels ?? []) {
        if (!labels.has(label)) labels.set(label, []);
        labels.get(label).push(post);
      }
    }
    return [...labels].sort(([a], [b]) => a.localeCompare(b)).map(([name, posts]) => ({ name, posts }));
  });
  // Old paths, each once: a page that leads on to the post's new address.
  config.addCollection("blogRedirects", (api) => {
    const known = new Set();
    const redirects = [];
    for (const post of api.getFilteredByGlob(["posts/*.md", "pages/*.md"])) {
      for (const from of post.data.redirect_from ?? []) {
        const file = from.endsWith("/") || !/\.[^/]+$/.test(from) ? from.replace(/\/*$/, "/index.html") : from;
        if (post.url && !known.has(file)) redirects.push({ file, to: post.url });
        known.add(file);
      }
    }
    return redirects;
  });
  config.addFilter("anchor", (label) =>
    label.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, ""),
  );
  config.addFilter("rfc3339", (date) => new Date(date).toISOString());
  return { templateFormats: ["md", "njk"], htmlTemplateEngine: "njk", markdownTemplateEngine: false };
}
