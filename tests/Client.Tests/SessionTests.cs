using AudioRooms.Wire.V1;
using Grpc.Core;

namespace AudioRooms.Client.Tests;

public sealed class SessionTests
{
    [Fact]
    public void Abort_OfASessionThatHasEndedAndIsDisposed_LeavesItsCancellationAlone()
    {
        var call = new AsyncDuplexStreamingCall<ClientMessage, ServerMessage>(
            null!, null!, Task.FromResult(new Metadata()), static () => Status.DefaultSuccess, static () => [], static () => { });
        var abort = new CancellationTokenSource();
        var session = new Session(call, abort, TimeProvider.System);
        session.Dispose();

        session.Abort("disposed");

        abort.IsCancellationRequested.ShouldBeFalse();
    }
}
