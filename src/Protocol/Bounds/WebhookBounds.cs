namespace AudioRooms.Protocol.Bounds;

/// <summary>Bounds of a webhook.</summary>
public static class WebhookBounds
{
    /// <summary>Longest URL, in characters.</summary>
    public const int UrlLengthMax = 500;
}
