/** The bundler makes a file of its own, with a hashed name, of what is imported so; the import is its address. */
declare module "*?worker&url" {
  const url: string;
  export default url;
}

declare module "*?url" {
  const url: string;
  export default url;
}
