namespace Orleans.Streams.Filtering;

/// <summary>Decides which events a subscription gets.</summary>
public interface IStreamFilter
{
    bool ShouldDeliver(StreamId streamId, object item, string? filterData);
}
