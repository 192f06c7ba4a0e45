using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// Receiving that can be given up without losing the connection: a WebSocket whose receive is cancelled aborts, and then could
/// not say goodbye any more. Who comes back after giving up gets what the receive that was left behind brings. Allocates nothing
/// per receive. One receiver at a time.
/// </summary>
internal sealed class InterruptibleReceive : IValueTaskSource<ValueWebSocketReceiveResult>
{
    private readonly Lock gate = new();
    private readonly WebSocket socket;
    private readonly Action onReceived;
    private ManualResetValueTaskSourceCore<ValueWebSocketReceiveResult> core;
    private ConfiguredValueTaskAwaitable<ValueWebSocketReceiveResult>.ConfiguredValueTaskAwaiter pending;
    private CancellationTokenRegistration interruption;
    private bool isReceiving;
    private bool hasArrived;
    private bool isWaiting;

    public InterruptibleReceive(WebSocket socket)
    {
        this.socket = socket;
        onReceived = OnReceived;
    }

    /// <summary>Receives a part of a message, or what ended the connection.</summary>
    /// <param name="buffer">
    /// Where it goes, borrowed until it has come, also after an interruption: who comes back brings the same one.
    /// </param>
    /// <param name="interrupt">Gives up; the connection stays.</param>
    public ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken interrupt)
    {
        if (interrupt.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ValueWebSocketReceiveResult>(interrupt);
        }

        lock (gate)
        {
            if (!isReceiving)
            {
                var receive = socket.ReceiveAsync(buffer, CancellationToken.None);
                if (receive.IsCompleted)
                {
                    return receive;
                }

                isReceiving = true;
                hasArrived = false;
                pending = receive.ConfigureAwait(false).GetAwaiter();
                Wait(interrupt);
                pending.UnsafeOnCompleted(onReceived);
            }
            else if (hasArrived)
            {
                isReceiving = false;
                core.Reset();
                Settle();
            }
            else
            {
                Wait(interrupt);
            }

            return new ValueTask<ValueWebSocketReceiveResult>(this, core.Version);
        }
    }

    ValueWebSocketReceiveResult IValueTaskSource<ValueWebSocketReceiveResult>.GetResult(short token) => core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<ValueWebSocketReceiveResult>.GetStatus(short token) => core.GetStatus(token);

    void IValueTaskSource<ValueWebSocketReceiveResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        core.OnCompleted(continuation, state, token, flags);

    // Inside the gate.
    private void Wait(CancellationToken interrupt)
    {
        core.Reset();
        isWaiting = true;
        interruption = interrupt.UnsafeRegister(
            static (receive, token) => ((InterruptibleReceive)receive!).Interrupt(token), this);
    }

    private void Interrupt(CancellationToken token)
    {
        lock (gate)
        {
            if (!isWaiting)
            {
                return;
            }

            isWaiting = false;
        }

        core.SetException(new OperationCanceledException(token));
    }

    private void OnReceived()
    {
        CancellationTokenRegistration over;
        lock (gate)
        {
            hasArrived = true;
            if (!isWaiting)
            {
                // Nobody waits any more; whoever comes back finds it.
                return;
            }

            isWaiting = false;
            isReceiving = false;
            over = interruption;
        }

        // Waits for an interruption that comes this moment, which finds nobody waiting and must not meet the next receive.
        over.Dispose();
        Settle();
    }

    private void Settle()
    {
        try
        {
            core.SetResult(pending.GetResult());
        }
        catch (Exception error)
        {
            // Whatever it is belongs to whoever waits, and not to the thread that happens to bring it.
            core.SetException(error);
        }
    }
}
