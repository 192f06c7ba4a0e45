/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Version of the server that this page was built with. */
  readonly VITE_PAGE_VERSION?: string;
}
