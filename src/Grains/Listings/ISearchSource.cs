using System.Data.Common;
using AudioRooms.Contracts.Discovery;

namespace AudioRooms.Grains.Listings;

/// <summary>Writes all documents of one kind, when the index is rebuilt.</summary>
internal interface ISearchSource
{
    /// <summary>The kind of documents.</summary>
    SearchKind Kind { get; }

    /// <summary>Writes the documents of all things of the kind, and returns their number.</summary>
    Task<int> WriteAllAsync(DbConnection connection, DbTransaction transaction);
}
