namespace AudioRooms.Streaming.Tests;

/// <summary>An item that nobody can change.</summary>
[GenerateSerializer, Immutable, Alias("AudioRooms.Streaming.Tests.Note")]
public sealed record Note([property: Id(0)] int Number);

/// <summary>An item that its owner may go on changing.</summary>
[GenerateSerializer, Alias("AudioRooms.Streaming.Tests.Draft")]
public sealed class Draft
{
    [Id(0)]
    public string Text { get; set; } = "";
}
