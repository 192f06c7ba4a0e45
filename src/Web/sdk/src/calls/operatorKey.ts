import type { Transport } from "@connectrpc/connect";

/** The same transport, whose calls carry the operator's key. The key lives as long as the client made with it, and nowhere else. */
export function withOperatorKey(transport: Transport, operatorKey: string): Transport {
  const keyed = (header: HeadersInit | undefined): Headers => {
    const headers = new Headers(header);
    headers.set("operator-key", operatorKey);
    return headers;
  };
  return {
    unary: (method, signal, timeoutMs, header, input, contextValues) =>
      transport.unary(method, signal, timeoutMs, keyed(header), input, contextValues),
    stream: (method, signal, timeoutMs, header, input, contextValues) =>
      transport.stream(method, signal, timeoutMs, keyed(header), input, contextValues),
  };
}
