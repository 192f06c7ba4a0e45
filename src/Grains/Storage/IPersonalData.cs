using System.Text.Json.Nodes;
using AudioRooms.Contracts.Users;

namespace AudioRooms.Grains.Storage;

/// <summary>The stored data about people on one subject. Each part of the product that stores data about users registers one;
/// exporting and deleting an account goes through all of them.</summary>
internal interface IPersonalData
{
    /// <summary>Name of the subject's member in the export; camel case, unique.</summary>
    string Subject { get; }

    /// <summary>The stored data about the user.</summary>
    Task<JsonNode> ExportAsync(UserId user);

    /// <summary>Erases the data. Called again after a failure until it succeeds.</summary>
    Task EraseAsync(UserId user);
}
