import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["**/node_modules/", "**/dist/", "sdk/src/gen/", "app/public/"] },
  js.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { project: ["sdk/tsconfig.json", "app/tsconfig.json"], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Numbers in messages are what they look like.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // A text that the server left empty is absent: `||` is what says so.
      "@typescript-eslint/prefer-nullish-coalescing": ["error", { ignorePrimitives: { string: true, boolean: true } }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // `promise.catch(() => undefined)` with a sentence beside it is how this code leaves a failure to somebody else.
      "@typescript-eslint/no-empty-function": "off",
    },
  },
  {
    files: ["app/**/*.{ts,tsx}"],
    rules: {
      // Handlers in markup are one expression each.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ["**/test/**/*.{ts,tsx}"],
    rules: {
      // A test that finds nothing where something must be fails by that, too.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    // Parts of these scripts run inside of a page.
    files: ["app/test/*.mjs"],
    languageOptions: {
      globals: {
        document: "readonly",
        getComputedStyle: "readonly",
        localStorage: "readonly",
        MessageChannel: "readonly",
        performance: "readonly",
        requestAnimationFrame: "readonly",
        window: "readonly",
      },
    },
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: {
      globals: { console: "readonly", process: "readonly", URL: "readonly", Buffer: "readonly", setTimeout: "readonly" },
    },
  },
);
