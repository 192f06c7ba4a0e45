namespace AudioRooms.Streaming;

/// <summary>Finds hubs as grains and makes nodes into grain observers.</summary>
internal sealed class ClusterHubs(IGrainFactory grains, string providerName) : IHubs
{
    public ILiveStreamHub HubOf(StreamId streamId) => grains.GetGrain<ILiveStreamHub>($"{providerName}/{streamId}");

    public Task<ILiveStreamNode> CreateReferenceAsync(ILiveStreamNode node)
    {
        // Observers belong to the process. Orleans refuses to make one inside a grain, and the first subscriber usually is a
        // grain.
        using DetachedFlow _ = DetachedFlow.Begin();
        return Task.Run(() => grains.CreateObjectReference<ILiveStreamNode>(node));
    }
}
