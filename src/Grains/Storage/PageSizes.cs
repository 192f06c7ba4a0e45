using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Grains.Storage;

/// <summary>How many entries a page of any list may have. The gateway refuses others by name; here they are a bug.</summary>
internal static class PageSizes
{
    public static void Check(int pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, RequestBounds.PageSizeMax);
    }
}
