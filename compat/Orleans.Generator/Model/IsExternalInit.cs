namespace System.Runtime.CompilerServices;

/// <summary>Lets the compiler emit init accessors; netstandard2.0 has no such type.</summary>
internal static class IsExternalInit;
