using System.Data.Common;
using AudioRooms.Contracts.Discovery;

namespace AudioRooms.Grains.Listings;

/// <summary>The search index. The code that changes a thing writes its document in the same transaction, so the index always
/// agrees with the thing. What has no document cannot be found.</summary>
internal interface ISearchIndex
{
    /// <summary>Writes the document, replacing the one of the same kind and id. Topics may be given as ids or as English or
    /// French names; the document is found by their names in both languages.</summary>
    Task UpsertAsync(DbConnection connection, DbTransaction transaction, SearchDocument document);

    /// <summary>Removes the document; a missing one is no error.</summary>
    Task RemoveAsync(DbConnection connection, DbTransaction transaction, SearchKind kind, string id);

    /// <summary>Removes every document of a kind, and keeps other writers out until the transaction ends.</summary>
    Task ClearAsync(DbConnection connection, DbTransaction transaction, SearchKind kind);
}
