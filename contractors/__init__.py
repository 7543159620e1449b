"""The register of contractors: qualifications, sanctions, ratings."""
