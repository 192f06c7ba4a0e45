namespace Orleans.Runtime;

/// <summary>A service of the runtime as extensions on <see cref="IAddressable"/> see it.</summary>
internal interface ISystemTargetBase
{
    GrainId GrainId { get; }

    GrainReference GrainReference { get; }
}
