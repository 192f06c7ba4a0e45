using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client.Tests;

public sealed class SessionTests
{
    [Fact]
    public void Abort_OfASessionThatHasEndedAndIsDisposed_DoesNothing()
    {
        var call = new AsyncDuplexStreamingCall<ClientMessage, ServerMessage>(
            null!, null!, Task.FromResult(new Metadata()), static () => Status.DefaultSuccess, static () => [], static () => { });
        var session = new Session(call, new CancellationTokenSource(), TimeProvider.System);
        session.Dispose();

        Should.NotThrow(() => session.Abort("disposed"));
    }
}
