using Grpc.Core;

namespace Grpc.StandIn;

/// <summary>
/// What a call handle asks its call: either plain callbacks, or callbacks over one state object, which spares the channel a
/// closure per call.
/// </summary>
internal readonly struct CallCallbacks
{
    private readonly object headers;
    private readonly object status;
    private readonly object trailers;
    private readonly object dispose;
    private readonly object? state;

    public CallCallbacks(Task<Metadata> headers, Func<Status> status, Func<Metadata> trailers, Action dispose)
    {
        this.headers = headers;
        this.status = status;
        this.trailers = trailers;
        this.dispose = dispose;
    }

    public CallCallbacks(
        Func<object, Task<Metadata>> headers, Func<object, Status> status, Func<object, Metadata> trailers, Action<object> dispose, object state)
    {
        this.headers = headers;
        this.status = status;
        this.trailers = trailers;
        this.dispose = dispose;
        this.state = state;
    }

    public Task<Metadata> Headers => headers is Func<object, Task<Metadata>> ask ? ask(state!) : (Task<Metadata>)headers;

    public Status GetStatus() => status is Func<object, Status> ask ? ask(state!) : ((Func<Status>)status)();

    public Metadata GetTrailers() => trailers is Func<object, Metadata> ask ? ask(state!) : ((Func<Metadata>)trailers)();

    public void Dispose()
    {
        if (dispose is Action<object> end)
        {
            end(state!);
        }
        else
        {
            ((Action)dispose)();
        }
    }
}
