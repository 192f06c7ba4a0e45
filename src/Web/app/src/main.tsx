import "@fontsource-variable/figtree/wght.css";
import "./styles/index.css";
import { createClient } from "@audiorooms/client";
import { boot } from "./boot";

void boot(createClient({ pageVersion: import.meta.env.VITE_PAGE_VERSION ?? "" }));
