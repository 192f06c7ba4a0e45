using AudioRooms.Protocol.Bounds;

namespace AudioRooms.Grains.Storage;

/// <summary>Checks the number of entries of a page. The gateway refuses other numbers by name, so here they are a bug.</summary>
internal static class PageSizes
{
    public static void Check(int pageSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, RequestBounds.PageSizeMax);
    }
}
