namespace AudioRooms.Gateway.Services.Page;

/// <summary>One file of the page, in memory.</summary>
/// <param name="Body">The bytes of the file.</param>
/// <param name="Brotli">Compressed by Brotli (RFC 7932); null if the build wrote no such file, which it does not when that would
/// be no smaller.</param>
/// <param name="Gzip">Compressed by gzip (RFC 1952); null likewise.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="CacheControl">How long browsers may keep it.</param>
/// <param name="ETag">Of what the file says, whatever form it is sent in.</param>
internal sealed record PageFile(byte[] Body, byte[]? Brotli, byte[]? Gzip, string ContentType, string CacheControl, string ETag);
