/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Which page this is; see build/page-version.ts. Absent in `vite dev`. */
  readonly VITE_PAGE_VERSION?: string;
}
