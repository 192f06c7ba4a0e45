namespace AudioRooms.Streaming;

/// <summary>
/// A node's access to the cluster: the hub of a stream, and the reference by which hubs and other nodes call the node.
/// </summary>
internal interface IHubs
{
    ILiveStreamHub HubOf(StreamId streamId);

    /// <summary>Makes the reference. The caller keeps the node alive, because Orleans holds observers weakly.</summary>
    Task<ILiveStreamNode> CreateReferenceAsync(ILiveStreamNode node);
}
