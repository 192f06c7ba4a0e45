namespace AudioRooms.Streaming;

/// <summary>
/// Knows which silos listen to one live stream. Key: provider name, a slash, the stream id. In memory only: the silos renew what
/// they announced, and a new activation learns it again from them.
/// </summary>
[Alias("AudioRooms.Streaming.ILiveStreamHub")]
internal interface ILiveStreamHub : IGrainWithStringKey
{
    /// <summary>Joins, renews or leaves. Returns the current list; publishing silos are told of a change.</summary>
    [Alias("Announce")]
    Task<HubView> AnnounceAsync(HubAnnouncement announcement);
}
