using System.Data;

namespace Orleans.Storage;

/// <summary>A parameter of a stored statement. The type is sent also for null, since PostgreSQL cannot infer it.</summary>
internal readonly record struct AdoNetParameter(string Name, DbType Type, object? Value)
{
    internal static AdoNetParameter Int32(string name, int? value) => new(name, DbType.Int32, value);

    internal static AdoNetParameter Int64(string name, long value) => new(name, DbType.Int64, value);

    internal static AdoNetParameter String(string name, string? value) => new(name, DbType.String, value);

    internal static AdoNetParameter Binary(string name, byte[]? value) => new(name, DbType.Binary, value);

    /// <summary>A moment in UTC.</summary>
    internal static AdoNetParameter DateTime(string name, System.DateTime value) => new(name, DbType.DateTime, value);
}
