namespace AudioRooms.Streaming;

/// <summary>
/// Knows which silos listen to one live stream. Key: provider name, a slash, the stream id. It keeps its list in memory only:
/// silos renew their announcements, and a new activation learns the list again from them.
/// </summary>
[Alias("AudioRooms.Streaming.ILiveStreamHub")]
internal interface ILiveStreamHub : IGrainWithStringKey
{
    /// <summary>Joins, renews or leaves. Returns the present list; a change is also told to the publishing silos.</summary>
    [Alias("Announce")]
    Task<HubView> AnnounceAsync(HubAnnouncement announcement);
}
