using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace AudioRooms.System.Tests;

/// <summary>
/// An assembly file and its signatures: a strong name (a key pair of the publisher) and Authenticode (a certificate; Microsoft's
/// "Windows Authenticode Portable Executable Signature Format"). It does not judge whether the certificate's root is trusted.
/// </summary>
internal sealed class SignedAssembly
{
    private const int CheckSumOffset = 64;
    private const int DirectoriesOffset32 = 96;
    private const int DirectoriesOffset64 = 112;
    private const int CertificateEntry = 4;
    private const int EntryBytes = 8;

    /// <summary>Bytes of length, revision and type before the signature.</summary>
    private const int CertificateHeaderBytes = 8;

    private readonly byte[] file;
    private readonly int checkSumAt;
    private readonly int entryAt;
    private readonly int signatureAt;

    public SignedAssembly(string path)
    {
        file = File.ReadAllBytes(path);
        PublicKeyToken = Convert.ToHexStringLower(AssemblyName.GetAssemblyName(path).GetPublicKeyToken() ?? []);
        using var reader = new PEReader(new MemoryStream(file));
        var headers = reader.PEHeaders;
        checkSumAt = headers.PEHeaderStartOffset + CheckSumOffset;
        entryAt = headers.PEHeaderStartOffset + (CertificateEntry * EntryBytes)
            + (headers.PEHeader!.Magic == PEMagic.PE32 ? DirectoriesOffset32 : DirectoriesOffset64);
        signatureAt = headers.PEHeader.CertificateTableDirectory.RelativeVirtualAddress;
        if (signatureAt > 0)
        {
            Signer = ReadSigner();
        }
    }

    /// <summary>The token of the strong name in hexadecimal; empty if the assembly has none.</summary>
    public string PublicKeyToken { get; }

    /// <summary>The organisation of the certificate; null if the file has no signature.</summary>
    /// <remarks>Set only if the signature was made with this certificate for this file, unchanged.</remarks>
    public string? Signer { get; }

    private string ReadSigner()
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(signatureAt));
        var signature = new SignedCms();
        signature.Decode(file.AsSpan(signatureAt + CertificateHeaderBytes, length - CertificateHeaderBytes));
        signature.CheckSignature(verifySignatureOnly: true);

        var content = new AsnReader(signature.ContentInfo.Content, AsnEncodingRules.BER).ReadSequence();
        content.ReadEncodedValue();
        var digest = content.ReadSequence();
        digest.ReadSequence().ReadObjectIdentifier().ShouldBe("2.16.840.1.101.3.4.2.1", "the digest is not SHA-256");
        digest.ReadOctetString().ShouldBe(HashOfFile(), "the file is not the one that was signed");

        var certificate = signature.SignerInfos[0].Certificate!;
        return certificate.SubjectName.EnumerateRelativeDistinguishedNames()
            .Single(part => part.GetSingleElementType().Value == "2.5.4.10").GetSingleElementValue()!;
    }

    // Everything but the checksum, the entry that locates the signature, and the signature at the end.
    private byte[] HashOfFile()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(file.AsSpan(0, checkSumAt));
        hash.AppendData(file.AsSpan((checkSumAt + sizeof(uint))..entryAt));
        hash.AppendData(file.AsSpan((entryAt + EntryBytes)..signatureAt));
        return hash.GetHashAndReset();
    }
}
