using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace AudioRooms.Gateway.Transport;

/// <summary>
/// A receive that can be given up while the connection stays. Cancelling a receive of .NET's WebSocket aborts the socket, so the
/// server could not send a close frame any more. Here only the wait is cancelled: the socket goes on receiving, and the next
/// caller of <see cref="ReceiveAsync"/> gets what arrives. Allocates nothing per receive. One receiver at a time.
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
    /// Receives the bytes. It stays borrowed until they have arrived, also after an interruption: the next call must bring the
    /// same buffer.
    /// </param>
    /// <param name="interrupt">Gives up the wait; the connection stays.</param>
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

    // The caller holds the gate.
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
                // The wait was given up. The next caller of ReceiveAsync gets the result.
                return;
            }

            isWaiting = false;
            isReceiving = false;
            over = interruption;
        }

        // Dispose waits for an interruption that runs at this moment: it must not hit the next receive.
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
            // An error belongs to the caller that waits for the receive, not to the thread that completes it.
            core.SetException(error);
        }
    }
}
