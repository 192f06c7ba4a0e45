using System.Threading.Channels;
using Orleans.Streams;

namespace AudioRooms.Streaming.Tests;

internal sealed class HearingGrain : Grain, IHearingGrain
{
    private readonly Channel<int> heard = Channel.CreateUnbounded<int>();
    private TaskScheduler? own;
    private bool onOwnScheduler = true;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        own = TaskScheduler.Current;
        return Task.CompletedTask;
    }

    public Task ListenAsync(string room) => Stream(room).SubscribeAsync((note, _) =>
    {
        onOwnScheduler &= TaskScheduler.Current == own && own != TaskScheduler.Default;
        heard.Writer.TryWrite(note.Number);
        return Task.CompletedTask;
    });

    public async Task<int[]> TakeAsync(int count)
    {
        int[] numbers = new int[count];
        for (int index = 0; index < count; index++)
        {
            numbers[index] = await heard.Reader.ReadAsync();
        }

        return numbers;
    }

    public async Task<int> StopListeningAsync(string room)
    {
        IList<StreamSubscriptionHandle<Note>> handles = await Stream(room).GetAllSubscriptionHandles();
        foreach (StreamSubscriptionHandle<Note> handle in handles)
        {
            await handle.UnsubscribeAsync();
        }

        return handles.Count;
    }

    public Task<bool> HeardOnOwnSchedulerAsync() => Task.FromResult(onOwnScheduler);

    public Task LeaveAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private IAsyncStream<Note> Stream(string room) =>
        this.GetStreamProvider(LiveCluster.Provider).GetStream<Note>(StreamId.Create("stage", room));
}
