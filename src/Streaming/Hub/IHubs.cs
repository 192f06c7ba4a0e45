namespace AudioRooms.Streaming;

/// <summary>
/// The way from a node to the cluster: hubs by stream, and the reference by which hubs and other nodes reach it.
/// </summary>
internal interface IHubs
{
    ILiveStreamHub HubOf(StreamId streamId);

    /// <summary>The node must stay referenced: Orleans holds observers weakly.</summary>
    Task<ILiveStreamNode> CreateReferenceAsync(ILiveStreamNode node);
}
