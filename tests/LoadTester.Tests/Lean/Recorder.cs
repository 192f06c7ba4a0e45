using System.Threading.Channels;
using AudioRooms.LoadTester.Lean;

namespace AudioRooms.LoadTester.Tests.Lean;

/// <summary>Records the messages of a channel.</summary>
internal sealed class Recorder : ILeanReceiver
{
    private readonly Channel<byte[]> messages = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource<LeanEnding> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<LeanEnding> Ended => ended.Task;

    public async Task<byte[]> NextAsync() => await messages.Reader.ReadAsync();

    public void OnMessage(ReadOnlySpan<byte> message, long receivedAt) => messages.Writer.TryWrite(message.ToArray());

    public void OnEnded(LeanEnding ending) => ended.SetResult(ending);
}
