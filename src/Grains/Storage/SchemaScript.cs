using System.Security.Cryptography;
using System.Text;

namespace AudioRooms.Grains.Storage;

/// <summary>A script that creates tables; applied once to a database.</summary>
/// <param name="Number">Position in the order; unique within a program.</param>
/// <param name="Name">Name of the file without its ending, for example <c>0001-tables</c>.</param>
/// <param name="Text">The SQL for one kind of database: the common file, followed by the file for that database.</param>
public sealed record SchemaScript(int Number, string Name, string Text)
{
    /// <summary>SHA-256 of the text, in lower-case hexadecimal.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}
