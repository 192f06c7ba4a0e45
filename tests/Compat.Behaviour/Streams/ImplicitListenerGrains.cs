using System.Globalization;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace AudioRooms.Compat.Behaviour.Streams;

public interface IImplicitListenerGrain : IGrainWithStringKey;

/// <summary>Attaches its handler when it is told of the subscription.</summary>
[ImplicitStreamSubscription("implicit")]
public sealed class ImplicitListenerGrain(StreamProbe probe) : Grain, IImplicitListenerGrain, IStreamSubscriptionObserver
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory)
    {
        probe.Write($"subscribed {handleFactory.ProviderName} {handleFactory.StreamId}");
        return handleFactory.Create<int>().ResumeAsync((item, _) =>
        {
            probe.Write(string.Create(CultureInfo.InvariantCulture, $"{this.GetPrimaryKeyString()} {item}"));
            return Task.CompletedTask;
        });
    }
}

public interface IImplicitGuidListenerGrain : IGrainWithGuidKey;

/// <summary>Attaches its handler when it is activated.</summary>
[ImplicitStreamSubscription("implicit-guid")]
public sealed class ImplicitGuidListenerGrain(StreamProbe probe) : Grain, IImplicitGuidListenerGrain
{
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        this.GetStreamProvider("events").GetStream<int>("implicit-guid", this.GetPrimaryKey()).SubscribeAsync((item, _) =>
        {
            probe.Write(string.Create(CultureInfo.InvariantCulture, $"{this.GetPrimaryKey():N} {item}"));
            return Task.CompletedTask;
        });
}
