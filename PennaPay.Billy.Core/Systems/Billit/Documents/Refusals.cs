using PennaPay.Billy.Core.Http;
using PennaPay.Billy.Core.Systems.Billit.Api;

namespace PennaPay.Billy.Core.Systems.Billit.Documents;

/// <summary>What Billit refuses, in the words of this product.</summary>
internal static class Refusals
{
    public static Failure Describe(ApiException failure)
    {
        var described = ApiFailures.Describe(failure);
        return failure.ErrorCode switch
        {
            BillitErrorCodes.NotOnPeppol or BillitErrorCodes.DocumentNotTaken => described with { Code = FailureCodes.ReceiverUnreachable },
            BillitErrorCodes.NoEmailAddress => described with { Code = FailureCodes.ReceiverWithoutEmail },
            BillitErrorCodes.WrongVatRate => described with { Code = FailureCodes.VatUnmapped },
            _ => described,
        };
    }
}
