import type { Client, ClientOptions } from "./clientApi.js";

/** Makes the client of one server. Nothing is asked of the server before `restore` or a sign-in. */
export declare function createClient(options?: ClientOptions): Client;
