using System.Globalization;
using Orleans.Streams;

namespace AudioRooms.Compat.Behaviour.Streams;

/// <summary>A grain that subscribes to streams of numbers.</summary>
public interface IStreamListenerGrain : IGrainWithStringKey
{
    Task<Guid> Subscribe(string stream);

    Task SubscribeInBatches(string stream);

    Task UnsubscribeAll(string stream);

    Task<int> CountHandles(string stream);

    /// <summary>Whether the next activations attach their handlers again.</summary>
    Task ResumeOnActivation(string stream);

    Task Deactivate();

    Task<string> Ping();
}

public sealed class StreamListenerGrain(StreamProbe probe, ResumingStreams resuming) : Grain, IStreamListenerGrain
{
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (resuming.Of(this.GetPrimaryKeyString()) is { } stream)
        {
            foreach (var handle in await StreamOf(stream).GetAllSubscriptionHandles())
            {
                await handle.ResumeAsync(OnNextAsync);
            }
        }
    }

    public async Task<Guid> Subscribe(string stream) => (await StreamOf(stream).SubscribeAsync(OnNextAsync, OnErrorAsync)).HandleId;

    public Task SubscribeInBatches(string stream) => StreamOf(stream).SubscribeAsync(items =>
    {
        probe.Write($"batch {string.Join(',', items.Select(item => item.Item))}");
        return Task.CompletedTask;
    });

    public async Task UnsubscribeAll(string stream)
    {
        foreach (var handle in await StreamOf(stream).GetAllSubscriptionHandles())
        {
            await handle.UnsubscribeAsync();
        }
    }

    public async Task<int> CountHandles(string stream) => (await StreamOf(stream).GetAllSubscriptionHandles()).Count;

    public Task ResumeOnActivation(string stream)
    {
        resuming.Add(this.GetPrimaryKeyString(), stream);
        return Task.CompletedTask;
    }

    public Task Deactivate()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<string> Ping()
    {
        probe.Write("ping");
        return Task.FromResult("pong");
    }

    private IAsyncStream<int> StreamOf(string stream) => this.GetStreamProvider("events").GetStream<int>("numbers", stream);

    private async Task OnNextAsync(int item, StreamSequenceToken? token)
    {
        if (probe.TakeFailure())
        {
            probe.Write("failed");
            throw new InvalidOperationException("as asked");
        }

        var mood = RequestContext.Get("mood") as string;
        probe.Write(string.Create(CultureInfo.InvariantCulture, $"{this.GetPrimaryKeyString()} {item}{mood}"));
        await probe.Gate;
    }

    private Task OnErrorAsync(Exception error)
    {
        probe.Write($"error {error.GetType().Name}");
        return Task.CompletedTask;
    }
}

/// <summary>Which grain resumes which stream when it is activated: outlives activations.</summary>
public sealed class ResumingStreams
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> streams = new();

    public void Add(string grain, string stream) => streams[grain] = stream;

    public string? Of(string grain) => streams.GetValueOrDefault(grain);
}
