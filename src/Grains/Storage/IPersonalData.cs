using System.Text.Json.Nodes;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Storage;

/// <summary>
/// One subject of what is stored about people. Every subject that stores something about a user registers one: the account
/// exports and erases through all of them.
/// </summary>
internal interface IPersonalData
{
    /// <summary>Its member in the export; camel case, unique.</summary>
    string Subject { get; }

    /// <summary>What is stored about the user.</summary>
    Task<JsonNode> ExportAsync(UserId user);

    /// <summary>Erases it. Called again after a failure until it succeeds.</summary>
    Task EraseAsync(UserId user);
}
