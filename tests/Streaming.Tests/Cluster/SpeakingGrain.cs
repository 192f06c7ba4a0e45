using Orleans.Streams;

namespace AudioRooms.Streaming.Tests;

internal sealed class SpeakingGrain : Grain, ISpeakingGrain
{
    public async Task SpeakAsync(string room, int first, int count)
    {
        IAsyncStream<Note> stream = this.GetStreamProvider(LiveCluster.Provider).GetStream<Note>(StreamId.Create("stage", room));
        for (int number = first; number < first + count; number++)
        {
            await stream.OnNextAsync(new Note(number));
        }
    }
}
