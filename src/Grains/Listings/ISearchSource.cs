using System.Data.Common;
using AudioRooms.Contracts.Discovery;

namespace AudioRooms.Grains.Listings;

/// <summary>Where documents of one kind come from: what the index is rebuilt from.</summary>
internal interface ISearchSource
{
    /// <summary>The kind that it writes.</summary>
    SearchKind Kind { get; }

    /// <summary>Writes a document for everything there is, and returns how many.</summary>
    Task<int> WriteAllAsync(DbConnection connection, DbTransaction transaction);
}
