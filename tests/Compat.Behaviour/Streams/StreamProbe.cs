using System.Threading.Channels;

namespace AudioRooms.Compat.Behaviour.Streams;

/// <summary>What grains of a test got from streams, in the order in which it happened, and how they are to behave.</summary>
public sealed class StreamProbe
{
    private int failures;

    public Channel<string> Log { get; } = Channel.CreateUnbounded<string>();

    /// <summary>Handlers wait for it before they complete.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public void Write(string line) => Log.Writer.TryWrite(line);

    public async Task<string> NextAsync() => await Log.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    public async Task<List<string>> NextAsync(int count)
    {
        var lines = new List<string>();
        while (lines.Count < count)
        {
            lines.Add(await NextAsync());
        }

        return lines;
    }

    /// <summary>The next so many deliveries fail.</summary>
    public void Fail(int times) => failures = times;

    public bool TakeFailure() => Interlocked.Decrement(ref failures) >= 0;
}
