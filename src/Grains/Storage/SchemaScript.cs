using System.Security.Cryptography;
using System.Text;

namespace AudioRooms.Grains.Storage;

/// <summary>A script that makes tables, applied once to a database.</summary>
/// <param name="Number">Its place in the order; no two scripts of a program share one.</param>
/// <param name="Name">The file's name without its ending, for example <c>0001-tables</c>.</param>
/// <param name="Text">What one database runs: the common file, then the file for that database.</param>
public sealed record SchemaScript(int Number, string Name, string Text)
{
    /// <summary>SHA-256 of the text, in lower-case hexadecimal.</summary>
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
}
