using System.Data.Common;
using AudioRooms.Contracts.Discovery;

namespace AudioRooms.Grains.Listings;

/// <summary>
/// The search index. Whoever changes a thing writes its document in the same transaction, so the index never tells what the thing
/// does not; what is not in it cannot be found.
/// </summary>
internal interface ISearchIndex
{
    /// <summary>
    /// Writes the document, replacing the one of the same kind and id. Topics may be written as ids or names of the topic tree,
    /// in English or French; the document is found by their names in both languages.
    /// </summary>
    Task UpsertAsync(DbConnection connection, DbTransaction transaction, SearchDocument document);

    /// <summary>Removes the document if there is one.</summary>
    Task RemoveAsync(DbConnection connection, DbTransaction transaction, SearchKind kind, string id);

    /// <summary>Removes every document of a kind and keeps others from writing any until the transaction ends.</summary>
    Task ClearAsync(DbConnection connection, DbTransaction transaction, SearchKind kind);
}
