using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace AudioRooms.Gateway.Transport;

/// <summary>Gives the connections of an endpoint their own <see cref="SocketOutput"/>.</summary>
public static class SocketOutputExtensions
{
    /// <summary>
    /// Makes writes go into the socket on the thread that flushes (<see cref="SocketOutput"/>). Call it before TLS is added, so
    /// that TLS writes into this output. A connection that is no socket keeps the server's own output.
    /// </summary>
    public static void UseSocketOutput(this ListenOptions listen) =>
        listen.Use(static next => connection => RunAsync(next, connection));

    private static async Task RunAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is not { } socket)
        {
            await next(connection).ConfigureAwait(false);
            return;
        }

        socket.Blocking = false;
        var output = new SocketOutput(
            socket, () => connection.Abort(new ConnectionAbortedException("The device no longer takes data.")));
        connection.Transport = new Transport(connection.Transport.Input, output);
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            // The socket is closed after this wait. An abort ends the wait.
            await output.CompleteAsync().ConfigureAwait(false);
            await output.WhenSentAsync().ConfigureAwait(false);
        }
    }

    private sealed class Transport(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
