using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AudioRooms.Gateway.Services;

/// <summary>The page at <c>/</c> of a server without the web page, for a visitor who opened the port in a browser.</summary>
internal static class LandingPage
{
    private const string Html = """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>AudioRooms</title>
          <style>
            :root { color-scheme: light dark; }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 3rem auto; padding: 0 1rem; }
            pre { padding: 1rem; border: 1px solid; border-radius: .5rem; overflow-x: auto; }
          </style>
        </head>
        <body>
          <main>
            <h1>AudioRooms runs here</h1>
            <p>Live drop-in audio rooms: people walk into a room, listen, come on stage, talk, and leave.
               This address answers health and metrics; devices connect over gRPC on the other port.</p>
            <p>From the project's folder:</p>
            <pre>./audiorooms room list
        ./audiorooms listen --room ID
        ./audiorooms speak --room ID speech.wav
        ./audiorooms doctor</pre>
            <ul>
              <li><a href="/livez">/livez</a>: is the process alive</li>
              <li><a href="/readyz">/readyz</a>: does it take joins</li>
              <li><a href="/metrics">/metrics</a>: figures for Prometheus</li>
            </ul>
          </main>
        </body>
        </html>
        """;

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/", static () => TypedResults.Content(Html, "text/html; charset=utf-8"));
}
